using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The table of autoscalers (<c>formatHPAMetrics</c>).</summary>
internal sealed class AutoscalerColumns : TableColumns
{
    private const int Shown = 2;

    public override IReadOnlyList<Value> Cells(KubeObject stored, DateTimeOffset now)
    {
        // Tables are made of what is served, which may be v1.
        var hpa = stored.ApiVersion == "autoscaling/v1" ? stored.With(AutoscalerConversion.ToV2(stored.Root)) : stored;
        var target = hpa.Spec.Map("scaleTargetRef") ?? MapValue.Empty;
        return
        [
            hpa.Name,
            $"{target.StringOrEmpty("kind")}/{target.StringOrEmpty("name")}",
            Metrics(hpa),
            hpa.Spec.Integer("minReplicas")?.ToString(CultureInfo.InvariantCulture) ?? "<unset>",
            hpa.Spec.Integer("maxReplicas") ?? 0,
            hpa.Status.Integer("currentReplicas") ?? 0,
            Kinds.Cells.Age(hpa, now),
        ];
    }

    private static string Metrics(KubeObject hpa)
    {
        var specs = hpa.Spec.Maps("metrics").ToArray();
        var statuses = hpa.Status.Maps("currentMetrics").ToArray();
        if (specs.Length == 0)
        {
            return "<none>";
        }

        var texts = specs.Select((spec, i) => Metric(spec, i < statuses.Length ? statuses[i] : null)).Take(Shown);
        var more = specs.Length > Shown ? $" + {specs.Length - Shown} more..." : "";
        return string.Join(", ", texts) + more;
    }

    private static string Metric(MapValue spec, MapValue? status)
    {
        var type = spec.StringOrEmpty("type");
        if (type.Length == 0)
        {
            return "<unknown type>";
        }

        var member = char.ToLowerInvariant(type[0]) + type[1..];
        var (target, current) = (spec.Map(member)?.Map("target") ?? MapValue.Empty, status?.Map(member)?.Map("current") ?? MapValue.Empty);
        return type switch
        {
            "Pods" => $"{Text(current, "averageValue")}/{Text(target, "averageValue")}",
            "Object" or "External" => target["averageValue"].IsNullOrAbsent()
                ? $"{Text(current, "value")}/{Text(target, "value")}"
                : $"{Text(current, "averageValue")}/{Text(target, "averageValue")} (avg)",
            "Resource" or "ContainerResource" => $"{spec.Map(member)?.StringOrEmpty("name")}: {Resource(target, current)}",
            _ => "<unknown type>",
        };
    }

    private static string Resource(MapValue target, MapValue current) => target["averageValue"].IsNullOrAbsent()
        ? $"{Percent(current, "<unknown>")}/{Percent(target, "<auto>")}"
        : $"{Text(current, "averageValue")}/{Text(target, "averageValue")}";

    private static string Percent(MapValue map, string absent) => map.Integer("averageUtilization") is { } percent ? $"{percent}%" : absent;

    private static string Text(MapValue map, string member) => map.String(member) is { Length: > 0 } text ? text : "<unknown>";
}
