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

    public override long Score(SchedulingCycle cycle, SchedulingNode node) =>
        cycle.Get<State>(this) is { } state ? Score(state, Shares(cycle, state), node) : 0;

    internal override void ScoreAll(SchedulingCycle cycle, SchedulingNode[] nodes, Span<long> scores)
    {
        if (cycle.Get<State>(this) is not { } state)
        {
            scores.Clear();
            return;
        }

        var shares = Shares(cycle, state);
        for (var i = 0; i < nodes.Length; i++)
        {
            scores[i] = Score(state, shares, nodes[i]);
        }
    }

    /// <summary>An image's name with its tag: <c>:latest</c> where it has none.</summary>
    internal static string Tagged(string image) => image.LastIndexOf(':') <= image.LastIndexOf('/') ? image + ":latest" : image;

    // An image that few nodes have counts for less, or all pods would follow the first one.
    private static double[] Shares(SchedulingCycle cycle, State state) =>
        Array.ConvertAll(state.Images, image => cycle.View.NodesWithImage(image) / (double)cycle.Nodes.Count);

    private static long Score(State state, double[] shares, SchedulingNode node)
    {
        if (node.Images.Count == 0)
        {
            return 0;
        }

        long sum = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            if (node.Images.TryGetValue(state.Images[i], out var size))
            {
                sum += (long)(size * shares[i]);
            }
        }

        var most = MostPerContainer * state.Containers;
        return NodeScores.Max * (Math.Clamp(sum, Least, Math.Max(most, Least)) - Least) / (most - Least);
    }

    private sealed class State(string[] images, int containers) : PluginState
    {
        public string[] Images => images;

        public int Containers => containers;
    }
}
