"""The specification of the portal, executable."""
