"""Read and check what a client sent: route, parameters, headers and body."""
