using System.Globalization;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Rows of EndpointSlices. Upstream: <c>printEndpointSlice</c> in <c>pkg/printers/internalversion/printers.go</c>.</summary>
internal static class EndpointSliceColumns
{
    public static readonly TableColumns Instance = Rows.Aged(o =>
    [
        o.Root.StringOrEmpty("addressType"),
        ShortList.Or(ShortList.Of([.. o.Root.Maps("ports").Select(Port)]), "<unset>"),
        ShortList.Or(ShortList.Of([.. o.Root.Maps("endpoints").SelectMany(e => e.Strings("addresses"))]), "<unset>"),
    ]);

    private static string Port(MapValue port) => port.Integer("port")?.ToString(CultureInfo.InvariantCulture) ?? port.String("name") switch
    {
        null or "" => "*",
        var name => name,
    };
}
