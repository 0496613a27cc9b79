using KubeEmulator.Values;

namespace KubeEmulator.Scheduling;

/// <summary>Prefers nodes that have the pod's images already; <c>plugins/imagelocality</c>.</summary>
internal sealed class ImageLocalityPlugin : SchedulerPlugin
{
    private const long Megabyte = 1024 * 1024;
    private const long Least = 23 * Megabyte;
    private const long MostPerContainer = 1000 * Megabyte;

    public override string Name => "ImageLocality";

    public override ExtensionPoints Points => ExtensionPoints.PreScore | ExtensionPoints.Score;

    public override IReadOnlyList<EventInterest> Events => [];

    public override PluginStatus PreScore(SchedulingCycle cycle, IReadOnlyList<SchedulingNode> nodes)
    {
        var pod = cycle.SchedulingPod.View;
        string[] images =
        [
            .. pod.InitContainers.Concat(pod.Containers).Select(c => Tagged(c.Image)),
            .. PodVolumes.Of(pod.Object).Select(v => v.Map("image")?.String("reference")).OfType<string>().Select(Tagged),
        ];
        cycle.Set(this, new State(images, pod.InitContainers.Count() + pod.Containers.Count()));
        return PluginStatus.Success;
    }

    public override long Score(SchedulingCycle cycle, SchedulingNode node)
    {
        if (node.Images.Count == 0 || cycle.Get<State>(this) is not { } state)
        {
            return 0;
        }

        long sum = 0;
        foreach (var image in state.Images)
        {
            if (node.Images.TryGetValue(image, out var size))
            {
                // An image that few nodes have counts for less, or all pods would follow the first one.
                sum += (long)(size * (cycle.View.NodesWithImage(image) / (double)cycle.Nodes.Count));
            }
        }

        var most = MostPerContainer * state.Containers;
        return NodeScores.Max * (Math.Clamp(sum, Least, Math.Max(most, Least)) - Least) / (most - Least);
    }

    internal override void ScoreAll(SchedulingCycle cycle, SchedulingNode[] nodes, Span<long> scores)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            scores[i] = Score(cycle, nodes[i]);
        }
    }

    /// <summary>An image's name with its tag: <c>:latest</c> where it has none.</summary>
    internal static string Tagged(string image) => image.LastIndexOf(':') <= image.LastIndexOf('/') ? image + ":latest" : image;

    private sealed class State(string[] images, int containers) : PluginState
    {
        public string[] Images => images;

        public int Containers => containers;
    }
}
