"""What is known of one unit and period, before anything is hidden or worded."""
