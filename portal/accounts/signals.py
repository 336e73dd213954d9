"""What follows by itself: after every `migrate` the groups hold the permissions of their roles."""

from django.db.models.signals import post_migrate

from portal.accounts.groups import write_groups

# Once per `migrate`, when every part has its tables: portal stands first among the parts, so its turn is not the last.
post_migrate.connect(write_groups, dispatch_uid="portal.accounts.write_groups")
