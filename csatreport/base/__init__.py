"""What everything stands on: problems, words, files, work, print."""
