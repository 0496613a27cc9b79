using System.CommandLine;
using KubeEmulator.Tool.Control;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator controller</c>: how the controllers stand; pause, step, resume.</summary>
internal static class ControllerCommand
{
    public static Command Create()
    {
        var options = new ControlOptions();
        var name = new Argument<string>("name") { Description = "The controller's name, as controller list shows it." };
        return options.AddTo(new Command("controller", "The controllers of the cluster.")
        {
            options.Command("list", "Lists them, with their queues and faults.", _ => (HttpMethod.Get, "controllers", null)),
            options.Command("pause", "Stops one after its current reconcile.", p => (HttpMethod.Post, PathOf(p.GetRequiredValue(name), "pause"), null), name),
            options.Command("resume", "Lets a paused one go on.", p => (HttpMethod.Post, PathOf(p.GetRequiredValue(name), "resume"), null), name),
            options.Command("step", "Makes a paused one reconcile one key.", p => (HttpMethod.Post, PathOf(p.GetRequiredValue(name), "step"), null), name),
        });
    }

    private static string PathOf(string name, string action) => $"controllers/{Uri.EscapeDataString(name)}/{action}";
}
