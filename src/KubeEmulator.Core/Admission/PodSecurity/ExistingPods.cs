using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.PodSecurity;

/// <summary>What to warn about when a namespace begins to enforce more than its pods keep to; <c>pod-security-admission/admission/admission.go</c>.</summary>
internal static class ExistingPods
{
    // The real server looks at this many pods and no more.
    private const int MaxChecked = 3000;

    /// <summary>The warnings, none where all pods are fine.</summary>
    public static IEnumerable<string> Warnings(string @namespace, LevelVersion enforce, IReadOnlyList<KubeObject> pods)
    {
        var names = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var pod in OneOfEachController(pods).Take(MaxChecked))
        {
            var findings = PodSecurityChecks.Evaluate(enforce, new CheckedPod(pod.Metadata.Annotations, pod.Spec));
            if (findings.Count > 0)
            {
                var reasons = string.Join(", ", findings.Select(f => f.Reason));
                (names.TryGetValue(reasons, out var known) ? known : names[reasons] = []).Add(pod.Name);
            }
        }

        if (pods.Count > MaxChecked)
        {
            yield return $"new PodSecurity enforce level only checked against the first {MaxChecked} of {pods.Count} existing pods";
        }

        if (names.Count > 0)
        {
            yield return $"existing pods in namespace {GoText.Quote(@namespace)} violate the new PodSecurity enforce level {GoText.Quote(enforce.ToString())}";
        }

        foreach (var warning in names.Select(n => $"{First(n.Value)}: {n.Key}").Order(StringComparer.Ordinal))
        {
            yield return warning;
        }
    }

    private static string First(List<string> names)
    {
        var first = names.Min(StringComparer.Ordinal);
        return names.Count switch
        {
            1 => first!,
            2 => $"{first} (and 1 other pod)",
            var count => $"{first} (and {count - 1} other pods)",
        };
    }

    // Replicas of one controller are alike: one of each is looked at before any is looked at twice.
    private static IEnumerable<KubeObject> OneOfEachController(IReadOnlyList<KubeObject> pods)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var later = new List<KubeObject>();
        foreach (var pod in pods)
        {
            if (pod.Metadata.Controller is { } controller && !seen.Add(controller.Uid))
            {
                later.Add(pod);
            }
            else
            {
                yield return pod;
            }
        }

        foreach (var pod in later)
        {
            yield return pod;
        }
    }
}
