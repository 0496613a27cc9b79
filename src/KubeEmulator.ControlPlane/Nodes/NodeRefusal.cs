namespace KubeEmulator.Nodes;

/// <summary>Why a node does not take a pod.</summary>
/// <param name="Reason">The status' reason and the event's.</param>
/// <param name="Message">The event's message; the status puts <c>Pod was rejected: </c> before it.</param>
internal sealed record NodeRefusal(string Reason, string Message);
