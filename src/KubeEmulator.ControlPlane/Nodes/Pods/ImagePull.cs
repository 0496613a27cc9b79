namespace KubeEmulator.Nodes.Pods;

/// <summary>An image on its way to the node.</summary>
/// <param name="Asked">When the container asked for it.</param>
/// <param name="Begins">When its turn comes: a kubelet pulls one image after another (serializeImagePulls).</param>
/// <param name="Ends">When it is there.</param>
internal sealed record ImagePull(DateTimeOffset Asked, DateTimeOffset Begins, DateTimeOffset Ends);
