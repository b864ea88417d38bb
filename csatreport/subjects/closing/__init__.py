"""What happened to a closed period: late answers, and figures that were restated."""
