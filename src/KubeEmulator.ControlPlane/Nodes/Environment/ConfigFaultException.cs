namespace KubeEmulator.Nodes.Environment;

/// <summary>Something that a pod refers to is not there; the message is the kubelet's. The pod waits until that changes.</summary>
internal sealed class ConfigFaultException(string message) : Exception(message);
