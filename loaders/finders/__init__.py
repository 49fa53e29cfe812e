"""One file a kind of mention: sentence → mentions. Finders never import each other."""
