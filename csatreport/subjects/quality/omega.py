"""McDonald's omega total: how much of a sum of questions is due to the one thing they share.

Alpha assumes that all questions reflect that thing equally; omega does not. One factor is fitted
to the correlations by maximum likelihood: each question has a loading on it and a variance of its
own, and omega is (Σλ)² / ((Σλ)² + Σu). The likelihood is reduced to the questions' own variances,
because the best loadings for given ones are an eigenvector.

Sources: McDonald (1999), Test Theory; Lawley and Maxwell (1971), Factor Analysis as a Statistical
Method; Joreskog (1967), Some contributions to maximum likelihood factor analysis, Psychometrika 32.
"""

import numpy as np

from csatreport.statistics.arrays import Floats

_LEAST_ITEMS = 3
_OWN = 0.005
"""The least part of a question's variance that is its own; one that ends here is a Heywood case."""
_HEYWOOD = 1e-4
_SINGULAR = 1e-9


def omega_total(covariance: Floats) -> float | None:
    """Return omega total of items by their covariances.

    None below three items, where items follow from each other, and in a Heywood case: then one
    factor does not describe them.
    """
    if len(covariance) < _LEAST_ITEMS:
        return None
    spread = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(spread, spread)
    if np.linalg.eigvalsh(correlation)[0] < _SINGULAR:
        return None
    own = _own_variances(correlation)
    if own.min() < _OWN + _HEYWOOD:
        return None
    shared = float(_loadings(correlation, own).sum()) ** 2
    return shared / (shared + float(own.sum()))


def _own_variances(correlation: Floats) -> Floats:
    """Return the variances of the items' own parts that make the correlations most likely."""
    # scipy.optimize takes time to import, and few reports need it.
    from scipy.optimize import minimize  # noqa: PLC0415

    k = len(correlation)
    start = np.clip((1 - 0.5 / k) / np.diag(np.linalg.inv(correlation)), _OWN, 1.0)
    fitted = minimize(
        _misfit,
        start,
        args=(correlation,),
        jac=True,
        method="L-BFGS-B",
        bounds=[(_OWN, 1.0)] * k,
        options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 1000},
    )
    own: Floats = fitted.x
    return own


def _misfit(own: Floats, correlation: Floats) -> tuple[float, Floats]:
    """Return minus the log-likelihood, up to constants, and its slope."""
    roots = np.linalg.eigvalsh(correlation / np.sqrt(np.outer(own, own)))[:-1]
    loadings = _loadings(correlation, own)
    residue = np.outer(loadings, loadings) + np.diag(own) - correlation
    return float((roots - np.log(roots) - 1).sum()), np.diag(residue) / own**2


def _loadings(correlation: Floats, own: Floats) -> Floats:
    """Return the best loadings for given own variances."""
    roots, vectors = np.linalg.eigh(correlation / np.sqrt(np.outer(own, own)))
    loadings: Floats = np.sqrt(own) * vectors[:, -1] * np.sqrt(max(0.0, roots[-1] - 1))
    return loadings
