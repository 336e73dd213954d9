/* What every page gets. Without JavaScript each of these leaves a page that works by links and buttons. */

import "./menus.js";
import "./facets.js";
import "./panel.js";
import "./places.js";
