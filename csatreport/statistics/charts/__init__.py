"""Control charts and funnels: what lies beyond chance, and how often a quiet series signals."""
