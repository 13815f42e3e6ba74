"""What the templates of the package print: client, areas, models, reference and README."""
