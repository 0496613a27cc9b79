using System.CommandLine;
using KubeEmulator.Tool.Control;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator clock</c>: the cluster's time.</summary>
internal static class ClockCommand
{
    public static Command Create()
    {
        var options = new ControlOptions();
        var by = new Argument<string>("duration") { Description = "How far, such as 90s, 5m or 24h." };
        return options.AddTo(new Command("clock", "The cluster's time: show it, move a manual one, wait for rest.")
        {
            options.Command("show", "Shows the time, and the next timer of a manual clock.", _ => (HttpMethod.Get, "clock", null)),
            options.Command(
                "advance",
                "Moves a manual clock forward; everything due meanwhile is done when it returns.",
                parsed => (HttpMethod.Post, "clock/advance", MapValue.Of(("by", parsed.GetRequiredValue(by)))),
                by),
            options.Command("quiet", "Waits until nothing is left to do before the next timer.", _ => (HttpMethod.Post, "quiet", null)),
        });
    }
}
