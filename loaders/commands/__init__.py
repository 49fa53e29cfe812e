"""One file a command. What a command needs is imported when it runs, so that `--help` and `extract` start at once."""
