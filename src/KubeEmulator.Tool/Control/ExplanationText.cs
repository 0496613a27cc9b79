using System.Globalization;
using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Control;

/// <summary>The scheduler's explanation for people: what decided, then a line per node, the best first.</summary>
internal static class ExplanationText
{
    public static string Write(Value? answer)
    {
        if (answer is not MapValue explanation)
        {
            return "";
        }

        var text = new StringBuilder();
        Line(text, "pod", $"{explanation.String("namespace")}/{explanation.String("name")}");
        Line(text, "scheduler", explanation.String("schedulerName"));
        Line(text, "bound to", explanation.String("boundTo"));
        Line(text, "best", string.Join(", ", explanation.Strings("best")));
        Line(text, "message", explanation.String("message"));
        if (explanation.Map("preemption") is { } preemption)
        {
            Line(text, "preemption", preemption.String("node") is { Length: > 0 } node
                ? $"on {node}, removing {string.Join(", ", preemption.Strings("victims"))}"
                : preemption.String("message"));
        }

        foreach (var refusal in explanation.Maps("preEnqueue").Concat(explanation.Maps("preFilter")).Where(IsRefusal))
        {
            Line(text, refusal.StringOrEmpty("plugin"), Reasons(refusal));
        }

        foreach (var node in explanation.Maps("nodes").OrderByDescending(n => n.Bool("feasible") ?? false).ThenByDescending(n => n.Integer("total") ?? 0))
        {
            Line(text, node.StringOrEmpty("node"), node.Bool("feasible") is true ? Scores(node) : string.Join("; ", node.Maps("verdicts").Where(IsRefusal).Select(v => $"{v.String("plugin")}: {Reasons(v)}")));
        }

        return text.ToString();
    }

    private static bool IsRefusal(MapValue verdict) => verdict.String("code") is not ("Success" or "Skip");

    private static string Reasons(MapValue verdict) => string.Join(", ", verdict.Strings("reasons"));

    private static string Scores(MapValue node) => string.Create(
        CultureInfo.InvariantCulture,
        $"{node.Integer("total")} = {string.Join(" + ", node.Maps("scores").Select(s => $"{s.String("plugin")} {s.Integer("normalized")} x {s.Integer("weight")}"))}");

    private static void Line(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(name).Append(": ").AppendLine(value);
        }
    }
}
