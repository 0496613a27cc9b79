using KubeEmulator.Nodes.Pods;
using KubeEmulator.Objects;

namespace KubeEmulator.Nodes;

/// <content>Images on their way to the node.</content>
internal sealed partial class Kubelet
{
    private readonly Dictionary<string, DateTimeOffset> _arrivals = new(StringComparer.Ordinal);
    private DateTimeOffset _pullerFreeAt;

    /// <summary>
    /// Begins to pull an image: one after another, as kubelets do unless told otherwise, and an image that another container has asked
    /// for is there at once when the turn comes; kubelet's <c>images/puller.go</c> (serialImagePuller).
    /// </summary>
    public ImagePull Pull(KubeObject pod, PodContainer container)
    {
        var (now, image, time) = (Now, ImageNames.Normalize(container.Image), _host.Rules.PullTime(pod, container.Name));
        if (time == TimeSpan.Zero)
        {
            return new ImagePull(now, now, now);
        }

        var begins = _pullerFreeAt > now ? _pullerFreeAt : now;
        var ends = _arrivals.TryGetValue(image, out var arrival) && arrival > now ? begins : begins + time;
        (_pullerFreeAt, _arrivals[image]) = (ends, ends);
        return new ImagePull(now, begins, ends);
    }
}
