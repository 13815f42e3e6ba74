"""What the templates of the generated tests print."""
