using System.Globalization;
using KubeEmulator.Objects;

namespace KubeEmulator.Rules;

/// <summary>
/// Which taints a pod puts up with; <c>api/core/v1/toleration.go</c> and component-helpers' <c>scheduling/corev1/helpers.go</c>.
/// The operators <c>Lt</c> and <c>Gt</c> are behind a gate that is off by default.
/// </summary>
internal static class Tolerations
{
    /// <summary>Whether one toleration covers a taint.</summary>
    public static bool Tolerates(TolerationView toleration, TaintView taint, bool comparisons = false)
    {
        if ((toleration.Effect.Length > 0 && toleration.Effect != taint.Effect) || (toleration.Key.Length > 0 && toleration.Key != taint.Key))
        {
            return false;
        }

        return toleration.Operator switch
        {
            "" or "Equal" => toleration.Value == taint.Value,
            "Exists" => true,
            "Lt" => comparisons && TryNumber(toleration.Value, out var bound) && TryNumber(taint.Value, out var value) && value < bound,
            "Gt" => comparisons && TryNumber(toleration.Value, out var bound) && TryNumber(taint.Value, out var value) && value > bound,
            _ => false,
        };
    }

    /// <summary>Whether any toleration of a pod covers a taint.</summary>
    public static bool Tolerates(PodView pod, TaintView taint, bool comparisons = false) =>
        pod.Tolerations.Any(toleration => Tolerates(toleration, taint, comparisons));

    /// <summary>The first taint that keeps new pods away (NoSchedule, NoExecute) and that the pod does not tolerate.</summary>
    public static TaintView? FirstUntolerated(PodView pod, NodeView node, bool comparisons = false)
    {
        foreach (var taint in node.Taints)
        {
            if (taint.KeepsNewPodsAway && !Tolerates(pod, taint, comparisons))
            {
                return taint;
            }
        }

        return null;
    }

    /// <summary>The tolerations of a pod that cover any of the taints, and whether all taints are covered.</summary>
    public static (bool All, IReadOnlyList<TolerationView> Used) Matching(PodView pod, IReadOnlyCollection<TaintView> taints)
    {
        var used = new List<TolerationView>();
        foreach (var taint in taints)
        {
            var covering = pod.Tolerations.Where(toleration => Tolerates(toleration, taint)).Take(1).ToArray();
            if (covering.Length == 0)
            {
                return (false, []);
            }

            used.Add(covering[0]);
        }

        return (true, used);
    }

    private static bool TryNumber(string text, out long number)
    {
        number = 0;
        return TextRules.CheckDecimalInteger(text).Count == 0 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }
}
