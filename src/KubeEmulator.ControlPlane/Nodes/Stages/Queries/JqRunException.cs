namespace KubeEmulator.Nodes.Stages.Queries;

/// <summary>A query that fails on a document; jq's own errors. It ends the query, and <c>?</c> catches it.</summary>
internal sealed class JqRunException(string message) : Exception(message);
