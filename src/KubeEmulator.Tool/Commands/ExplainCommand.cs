using System.CommandLine;
using KubeEmulator.Tool.Control;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator explain</c>: why a pod goes where it goes, or nowhere.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var options = new ControlOptions();
        var pod = new Argument<string>("pod") { Description = "The pod's name, or namespace/name." };
        var space = new Option<string>("--namespace", "-n") { Description = "The pod's namespace.", DefaultValueFactory = _ => "default" };
        return options.AddTo(options.Command(
            "explain",
            "Says what each scheduler plugin thinks of each node for a pod.",
            parsed => (HttpMethod.Get, PathOf(parsed.GetRequiredValue(pod), parsed.GetRequiredValue(space)), null),
            ExplanationText.Write,
            pod,
            space));
    }

    private static string PathOf(string pod, string space)
    {
        var parts = pod.Split('/', 2) is [var given, var name] ? (given, name) : (space, pod);
        return $"scheduler/explain/{Uri.EscapeDataString(parts.Item1)}/{Uri.EscapeDataString(parts.Item2)}";
    }
}
