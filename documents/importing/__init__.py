"""Import (导入): files on their way into the corpus, seen and corrected by people before anything of them is public."""
