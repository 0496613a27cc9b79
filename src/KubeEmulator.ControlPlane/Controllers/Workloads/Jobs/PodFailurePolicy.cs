using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>What a Job's failure policy says of a failed pod; <c>pkg/controller/job/pod_failure_policy.go</c>.</summary>
/// <param name="Counts">Whether the failure counts towards the back-off limits.</param>
/// <param name="Action">The action of the rule that matched; null where none did.</param>
/// <param name="JobFailure">Why the whole Job fails; null where it does not.</param>
internal readonly record struct PodFailurePolicy(bool Counts, string? Action, string? JobFailure)
{
    /// <summary>The first rule that matches decides.</summary>
    public static PodFailurePolicy Match(MapValue? policy, PodView pod)
    {
        var index = -1;
        foreach (var rule in policy?.Maps("rules") ?? [])
        {
            index++;
            var action = rule.StringOrEmpty("action");
            if (rule.Map("onExitCodes") is { } exitCodes)
            {
                if (Container(pod, exitCodes) is { } container)
                {
                    var code = container.IntegerAt("state", "terminated", "exitCode");
                    return Of(action, $"Container {container.String("name")} for pod {pod.Namespace}/{pod.Name} failed with exit code {code} matching {action} rule at index {index}");
                }
            }
            else if (Condition(pod, rule) is { } condition)
            {
                return Of(action, $"Pod {pod.Namespace}/{pod.Name} has condition {condition.String("type")} matching {action} rule at index {index}");
            }
        }

        return new PodFailurePolicy(true, null, null);
    }

    private static PodFailurePolicy Of(string action, string failure) => new(action != "Ignore", action, action == "FailJob" ? failure : null);

    private static MapValue? Container(PodView pod, MapValue exitCodes)
    {
        var name = exitCodes.String("containerName");
        return pod.ContainerStatuses.Concat(pod.InitContainerStatuses).FirstOrDefault(s =>
            (name is null || s.String("name") == name) && s.IntegerAt("state", "terminated", "exitCode") is { } code and not 0 && Matches(exitCodes, code));
    }

    private static bool Matches(MapValue exitCodes, long code)
    {
        var listed = exitCodes.List("values")?.Contains(NumberValue.Of(code)) ?? false;
        return exitCodes.String("operator") switch { "In" => listed, "NotIn" => !listed, _ => false };
    }

    private static MapValue? Condition(PodView pod, MapValue rule) => pod.Status.Maps("conditions").FirstOrDefault(c =>
        rule.Maps("onPodConditions").Any(p => p.String("type") == c.String("type") && p.String("status") == c.String("status")));
}
