using System.Globalization;
using KubeEmulator.Expressions;
using KubeEmulator.Nodes.Stages.Queries;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages;

/// <summary>A number of a Stage: fixed, or found in the object, with the fixed one where nothing is found; kwok's <c>value_int_from.go</c> and <c>value_duration_from.go</c>.</summary>
/// <param name="Fixed">The fixed number: a weight, or milliseconds; null for none.</param>
/// <param name="Query">Where in the object; null for nowhere.</param>
/// <param name="Program">A CEL expression for it; null for none.</param>
internal sealed record StageNumber(long? Fixed, JqQuery? Query = null, CelProgram? Program = null)
{
    /// <summary>The weight; null where the object says something that is no number.</summary>
    public long? Weight(MapValue document)
    {
        if (Program is not null)
        {
            return Program.Evaluate(StageCel.Self(document)).Value switch
            {
                CelInt integer => integer.Value,
                CelUint unsigned => (long)Math.Min(unsigned.Value, long.MaxValue),
                CelDouble number => (long)number.Value,
                CelDuration duration => duration.Nanoseconds,
                CelBool flag => flag.Value ? 1 : 0,
                _ => null,
            };
        }

        return Query?.Execute(document) is not [var found, ..] ? Fixed : found switch
        {
            StringValue text => long.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : null,
            NumberValue number => (long)number.AsDouble,
            _ => Fixed,
        };
    }

    /// <summary>The time; a point in time counts from now. Null where there is none.</summary>
    public TimeSpan? Time(MapValue document, DateTimeOffset now)
    {
        if (Program is not null)
        {
            return Program.Evaluate(StageCel.Self(document)).Value switch
            {
                CelString text => GoDuration.Parse(text.Text),
                CelDuration duration => TimeSpan.FromTicks(duration.Nanoseconds / 100),
                CelInt nanoseconds => TimeSpan.FromTicks(nanoseconds.Value / 100),
                CelTimestamp instant => new DateTimeOffset(instant.Utc) - now,
                _ => null,
            };
        }

        TimeSpan? otherwise = Fixed is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
        return Query?.Execute(document) is not [StringValue found, ..] ? otherwise
            : found.Text.Length == 0 ? null
            : DateTimeOffset.TryParse(found.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && found.Text.Contains('T', StringComparison.Ordinal) ? time - now
            : GoDuration.Parse(found.Text) ?? otherwise;
    }
}
