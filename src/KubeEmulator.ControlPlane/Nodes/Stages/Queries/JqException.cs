namespace KubeEmulator.Nodes.Stages.Queries;

/// <summary>A query that cannot be read, or is of a part of jq that is not offered; the message says where.</summary>
internal sealed class JqException(string message) : Exception(message);
