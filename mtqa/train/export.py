"""Writes the trained network as an ONNX graph with 8-bit weights, which ONNX Runtime unpacks when it loads.

The weights are int8 with a scale for each output; `Cast` and `Mul` on them are folded at loading, so the
products run in float32. Products of 8-bit activations cost accuracy and, without VNNI, gain nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.models.pieces import MAX_TOTAL, SHAPES, TARGET

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Weights = dict[str, NDArray[np.float32]]

HEADS, HEAD_WIDTH = 12, 32
WIDTH = HEADS * HEAD_WIDTH
_EPSILON = 1e-12
_OPSET = 20


class Graph:
    """Collects nodes and weights; every method gives the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def node(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        result = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [result], domain=domain, **attributes))
        return result

    def constant(self, value: NDArray[Any], name: str = "") -> str:
        from onnx import numpy_helper

        name = name or f"constant_{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def packed(self, matrix: NDArray[np.float32], name: str) -> str:
        """An (inputs, outputs) matrix in int8 with a scale for each output."""
        scale = np.maximum(np.abs(matrix).max(axis=0, keepdims=True), 1e-8) / 127
        codes = self.constant(np.rint(matrix / scale).astype(np.int8), name)
        return self.node(
            "Mul",
            self.node("Cast", codes, to=1),
            self.constant(scale.astype(np.float32), name.replace(".int8", ".scale")),
        )

    def linear(self, x: str, weights: Weights, name: str) -> str:
        product = self.node("MatMul", x, self.packed(weights[f"{name}.weight"].T, f"{name}.int8"))
        return self.node("Add", product, self.constant(weights[f"{name}.bias"], f"{name}.bias"))

    def norm(self, x: str, weights: Weights, name: str) -> str:
        scale, shift = (self.constant(weights[f"{name}.{kind}"], f"{name}.{kind}") for kind in ("weight", "bias"))
        return self.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=_EPSILON)


def _layer(graph: Graph, x: str, mask: str, weights: Weights, name: str) -> str:
    parts = graph.linear(x, weights, f"{name}.qkv")
    split = graph.node("Reshape", parts, graph.constant(np.array([0, 0, 3, HEADS, HEAD_WIDTH])))
    by_head = graph.node("Transpose", split, perm=[2, 0, 3, 1, 4])
    q, k, v = (graph.node("Gather", by_head, graph.constant(np.array(i)), axis=0) for i in range(3))
    scaled = graph.node("Mul", q, graph.constant(np.array(HEAD_WIDTH**-0.5, np.float32)))
    alike = graph.node("MatMul", scaled, graph.node("Transpose", k, perm=[0, 1, 3, 2]))
    seen = graph.node("MatMul", graph.node("Softmax", graph.node("Add", alike, mask), axis=-1), v)
    joined = graph.node("Transpose", seen, perm=[0, 2, 1, 3])
    joined = graph.node("Reshape", joined, graph.constant(np.array([0, 0, WIDTH])))
    x = graph.norm(graph.node("Add", x, graph.linear(joined, weights, f"{name}.out")), weights, f"{name}.norm1")
    inner = graph.node("Gelu", graph.linear(x, weights, f"{name}.inner"))
    return graph.norm(graph.node("Add", x, graph.linear(inner, weights, f"{name}.outer")), weights, f"{name}.norm2")


def _embedded(graph: Graph, weights: Weights) -> str:
    length = graph.node("Gather", graph.node("Shape", "side"), graph.constant(np.array(1)), axis=0)
    places = graph.node("Range", graph.constant(np.array(0)), length, graph.constant(np.array(1)))
    position = graph.node(
        "Gather", graph.constant(weights["position.weight"][: MAX_TOTAL + 16], "position.weight"), places
    )
    side = graph.node("Gather", graph.constant(weights["side.weight"], "side.weight"), "side")
    return graph.norm(graph.node("Add", graph.node("Add", "vectors", position), side), weights, "norm")


def _is_side(graph: Graph, side: int) -> str:
    return graph.node("Equal", "side", graph.constant(np.array(side)))


def _whole(graph: Graph, x: str, weights: Weights) -> str:
    by_shape = len(weights["side.weight"]) == SHAPES
    of_target = graph.node("Not", _is_side(graph, 0)) if by_shape else _is_side(graph, TARGET)
    target = graph.node("Unsqueeze", graph.node("Cast", of_target, to=1), graph.constant(np.array([2])))
    total = graph.node("ReduceSum", graph.node("Mul", x, target), graph.constant(np.array([1])), keepdims=0)
    count = graph.node("ReduceSum", target, graph.constant(np.array([1])), keepdims=0)
    pooled = graph.node("Div", total, graph.node("Max", count, graph.constant(np.array(1, np.float32))))
    return graph.linear(pooled, weights, "sentence")


def export(weights: Weights, path: Path, *, hidden: bool = False) -> None:
    """Write the graph: `vectors` (batch, length, width) and `side` in, `words` and `sentences` (logits) out.

    `hidden`: the last layer's states (batch, length, width) as well.
    """
    import onnx
    from onnx import TensorProto, helper

    graph = Graph()
    x = _embedded(graph, weights)
    is_padding = graph.node("Cast", _is_side(graph, 0), to=1)
    padding = graph.node("Mul", is_padding, graph.constant(np.array(-1e4, np.float32)))
    mask = graph.node("Unsqueeze", padding, graph.constant(np.array([1, 2])))
    for i in range(sum(name.endswith("qkv.bias") for name in weights)):
        x = _layer(graph, x, mask, weights, f"layers.{i}")
    results = {"words": (graph.linear(x, weights, "word"), 3), "sentences": (_whole(graph, x, weights), 2)}
    if hidden:
        results["hidden"] = (x, 3)
    for name, (result, _) in results.items():
        graph.nodes.append(helper.make_node("Identity", [result], [name]))
    value = helper.make_tensor_value_info
    inputs = [
        value("vectors", TensorProto.FLOAT, ["batch", "length", WIDTH]),
        value("side", TensorProto.INT64, ["batch", "length"]),
    ]
    outputs = [value(name, TensorProto.FLOAT, [None] * rank) for name, (_, rank) in results.items()]
    made = helper.make_graph(graph.nodes, "tagger", inputs, outputs, graph.weights)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, path)
