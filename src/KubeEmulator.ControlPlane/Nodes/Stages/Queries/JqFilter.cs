using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages.Queries;

/// <summary>A part of a query: what it makes of one value, none, one or more.</summary>
internal delegate IEnumerable<Value> JqFilter(Value input);
