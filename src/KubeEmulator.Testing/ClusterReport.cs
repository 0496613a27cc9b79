using System.Globalization;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Testing;

/// <summary>What somebody wants to see when a test failed: objects that are not well, Events, the last requests.</summary>
public static class ClusterReport
{
    private const int Shown = 20;

    /// <summary>The report of a cluster as text.</summary>
    public static string Write(EmulatedCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Cluster at {cluster.Clock.GetUtcNow():u}, seed {cluster.Seed}");
        Section(text, "Pods", cluster.Objects.List("Pod").Select(Pod));
        Section(text, "Controllers that failed", (cluster.Controllers?.States ?? []).Where(s => s.Failures > 0).Select(s => $"{s.Name}: {s.Failures} times, last: {s.LastError}"));
        Section(text, "Last Events", cluster.Objects.List("Event").OrderBy(e => e.Metadata.Revision).TakeLast(Shown).Select(Event));
        Section(text, "Last requests", cluster.Requests.Snapshot().TakeLast(Shown).Select(r => $"{r.StatusCode} {r.Verb} {r.Uri} by {r.User}"));
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.Append(title).AppendLine(":");
        foreach (var line in lines.DefaultIfEmpty("none"))
        {
            text.Append("  ").AppendLine(line);
        }
    }

    private static string Pod(KubeObject pod)
    {
        var phase = pod.Status.String("phase") ?? "Unknown";
        var ready = Conditions.IsTrue(pod.Status, "Ready") ? "ready" : "not ready";
        var waiting = pod.Status.Maps("containerStatuses").Select(s => s.Map("state")?.Map("waiting")?.String("reason")).FirstOrDefault(r => r is not null);
        return $"{pod.Namespace}/{pod.Name} {phase}, {ready}{(waiting is null ? "" : $", {waiting}")}, on {pod.Spec.String("nodeName") ?? "no node"}";
    }

    private static string Event(KubeObject e)
    {
        var about = e.Root.Map("involvedObject") ?? MapValue.Empty;
        return $"{e.Root.String("type")} {about.String("kind")}/{about.String("name")} {e.Root.String("reason")}: {e.Root.String("message")}";
    }
}
