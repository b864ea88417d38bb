"""What an anonymous survey may show: the gate, and what keeps arithmetic from it."""
