"""Teaches one of four named estimators from a matrix of numbers and answers with numbers: the fixed text that runs inside the sandbox."""
import json
import os
import sys

sys.path.append("/usr/lib/python3/dist-packages")
import numpy


def matrix(folder, name, rows, columns):
    return numpy.fromfile(os.path.join(folder, name), dtype="<f8").reshape(rows, columns)


def numbers(values):
    return [float(value) for value in values]


def tree_of(tree, rate):
    return {
        "feature": [int(one) for one in tree.feature],
        "threshold": numbers(tree.threshold),
        "left": [int(one) for one in tree.children_left],
        "right": [int(one) for one in tree.children_right],
        "value": [float(one) * rate for one in tree.value[:, 0, 0]],
    }


def linear(order, x, y):
    from sklearn.linear_model import Ridge

    model = Ridge(alpha=order["ridge"]).fit(x, y)
    return {"weights": numbers(model.coef_), "intercept": float(model.intercept_)}


def logistic(order, x, y):
    from sklearn.linear_model import LogisticRegression

    strength = 1.0 / order["penalty"] if order["penalty"] > 0 else 1e12
    model = LogisticRegression(C=strength, max_iter=order["mostIterations"] * 20, tol=1e-8).fit(x, y)
    return {"weights": numbers(model.coef_[0]), "intercept": float(model.intercept_[0])}


def trees(order, x, y):
    from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor

    kind = GradientBoostingClassifier if order["task"] == "binary" else GradientBoostingRegressor
    stops = order["patience"] > 0 and order["validation"] > 0
    model = kind(
        n_estimators=order["rounds"],
        learning_rate=order["learningRate"],
        max_leaf_nodes=order["mostLeaves"],
        max_depth=order["mostDepth"],
        min_samples_leaf=order["minimumLeaf"],
        n_iter_no_change=order["patience"] if stops else None,
        random_state=order["seed"],
    ).fit(x.astype("float32"), y)
    base = float(model._raw_predict_init(x[:1].astype("float32"))[0, 0])
    grown = [tree_of(one.tree_, order["learningRate"]) for one in model.estimators_[:, 0]]
    return {"base": base, "trees": grown, "importance": numbers(model.feature_importances_)}


def k_means(order, x, _):
    from sklearn.cluster import KMeans

    model = KMeans(n_clusters=order["clusters"], n_init=order["starts"], max_iter=order["mostIterations"], random_state=order["seed"]).fit(x)
    return {"centers": [numbers(center) for center in model.cluster_centers_]}


def main():
    folder, order = sys.argv[1], json.load(sys.stdin)
    x = matrix(folder, "train.f64", order["rows"], order["columns"])
    y = matrix(folder, "target.f64", order["rows"], 1)[:, 0]
    teach = {"linear": linear, "logistic": logistic, "trees": trees, "k-means": k_means}[order["learner"]]
    json.dump(teach(order, x, y), sys.stdout, allow_nan=False)


main()
