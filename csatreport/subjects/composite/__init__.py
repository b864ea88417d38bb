"""One score of a unit from survey, inspections and complaints."""
