"""What every layer above the rules may use: options, paths, strings, logs, files, ids."""
