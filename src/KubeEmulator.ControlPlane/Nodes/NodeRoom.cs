using KubeEmulator.Objects;
using KubeEmulator.Rules;

namespace KubeEmulator.Nodes;

/// <summary>What a node has, and what of it is taken, when it decides about a pod.</summary>
/// <param name="Node">The node.</param>
/// <param name="Allocatable">What it has for pods.</param>
/// <param name="Used">What its other pods request.</param>
/// <param name="Pods">How many other pods it has.</param>
/// <param name="Ports">The host ports taken.</param>
internal readonly record struct NodeRoom(NodeView Node, ResourceList Allocatable, ResourceList Used, int Pods, IEnumerable<HostPort> Ports);
