"""Output: format the rendered files with black, check them, and write them into folders."""
