using System.CommandLine;
using KubeEmulator.Tool.Control;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator snapshot</c> and <c>reset</c>: states of the cluster.</summary>
internal static class SnapshotCommand
{
    public static Command Create()
    {
        var options = new ControlOptions();
        var name = new Argument<string>("name") { Description = "The snapshot's name." };
        return options.AddTo(new Command("snapshot", "States of the cluster, kept in its memory by name.")
        {
            options.Command("list", "Lists them.", _ => (HttpMethod.Get, "snapshots", null)),
            options.Command("take", "Keeps the state of now; an older one of that name is forgotten.", p => (HttpMethod.Put, PathOf(p.GetRequiredValue(name)), null), name),
            options.Command("restore", "Goes back to one; watches end with 410, as after the restore of a backup.", p => (HttpMethod.Post, PathOf(p.GetRequiredValue(name)) + "/restore", null), name),
            options.Command("delete", "Forgets one.", p => (HttpMethod.Delete, PathOf(p.GetRequiredValue(name)), null), name),
        });
    }

    public static Command CreateReset()
    {
        var options = new ControlOptions();
        return options.AddTo(options.Command("reset", "Goes back to how the cluster was when it had started.", _ => (HttpMethod.Post, "reset", null)));
    }

    private static string PathOf(string name) => $"snapshots/{Uri.EscapeDataString(name)}";
}
