using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Pods;

/// <summary>Whether a container that ended is started again; <c>pkg/api/v1/pod/util.go</c> (ContainerShouldRestart).</summary>
internal static class RestartRules
{
    /// <summary>Whether it is started again after ending with a code.</summary>
    public static bool ShouldRestart(PodContainer container, string podPolicy, int code)
    {
        if (container.Role == ContainerRole.Ephemeral)
        {
            return false;
        }

        if (container.RestartPolicy is { } own)
        {
            if (MatchingAction(container, code) is "Restart" or "RestartAllContainers")
            {
                return true;
            }

            return own switch { "Always" => true, "OnFailure" => code != 0, "Never" => false, _ => ByPod(podPolicy, code) };
        }

        return ByPod(podPolicy, code);
    }

    /// <summary>Whether its end makes every container of the pod begin again.</summary>
    public static bool RestartsAll(PodContainer container, int code) => MatchingAction(container, code) == "RestartAllContainers";

    /// <summary>Whether a run is to be followed by another one. After a failed probe only policies count: rules look at codes.</summary>
    public static bool IsRestarted(PodContainer container, string podPolicy, ContainerRun run) => run switch
    {
        { End: not { } } => false,
        { Stop.ForProbe: true } => container.Role != ContainerRole.Ephemeral && (container.RestartPolicy ?? podPolicy) != "Never",
        { End.Succeeded: true } when container.Role == ContainerRole.Init => false,
        _ => ShouldRestart(container, podPolicy, run.End.Code),
    };

    private static bool ByPod(string policy, int code) => policy switch { "Never" => false, "OnFailure" => code != 0, _ => true };

    private static string? MatchingAction(PodContainer container, int code)
    {
        foreach (var rule in container.Spec.Maps("restartPolicyRules"))
        {
            if (rule.Map("exitCodes") is not { } codes)
            {
                continue;
            }

            var listed = codes.List("values")?.Any(v => v is NumberValue number && number.TryGetInt64(out var value) && value == code) ?? false;
            if (codes.String("operator") switch { "In" => listed, "NotIn" => !listed, _ => false })
            {
                return rule.String("action");
            }
        }

        return null;
    }
}
