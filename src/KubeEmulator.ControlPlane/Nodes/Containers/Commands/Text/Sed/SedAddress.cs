using System.Text.RegularExpressions;

namespace KubeEmulator.Nodes.Containers.Commands.Text.Sed;

/// <summary>A line by number (first~step too), the last one ($, number -1), a pattern, or so many lines on (+N).</summary>
internal sealed record SedAddress(long Number, long Step, Regex? Pattern, bool Relative)
{
    public bool IsLast => Number < 0;
}
