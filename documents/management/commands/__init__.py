"""manage.py parse, manage.py load_documents."""
