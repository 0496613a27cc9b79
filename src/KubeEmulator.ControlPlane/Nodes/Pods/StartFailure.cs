namespace KubeEmulator.Nodes.Pods;

/// <summary>Why a container that should run does not: what its waiting state shows.</summary>
/// <param name="Reason">Such as <c>ImagePullBackOff</c>; empty where it is no failure but takes its time: an image on its way.</param>
/// <param name="Message">The whole story.</param>
/// <param name="RetryAt">When it is tried again; null: when something that the pod refers to changes.</param>
internal sealed record StartFailure(string Reason, string Message, DateTimeOffset? RetryAt);
