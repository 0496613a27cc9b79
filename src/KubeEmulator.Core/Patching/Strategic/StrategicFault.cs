using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Strategic;

/// <summary>The faults of strategic merge patches (apimachinery <c>mergepatch/errors.go</c>), with the codes the patch handler gives them.</summary>
internal static class StrategicFault
{
    public static ApiException PrimitiveListFormat() => PatchFault.Malformed("invalid patch format of primitive list");

    public static ApiException RetainKeysFormat() => PatchFault.Malformed("invalid patch format of retainKeys");

    public static ApiException SetElementOrderFormat() => PatchFault.Malformed("invalid patch format of setElementOrder list");

    public static ApiException ListOfLists() => PatchFault.DoesNotApply("lists of lists are not supported");

    public static ApiException NoMergeKey(MapValue map, string key) =>
        PatchFault.Unclassified($"map: {GoValueText.Plain(map)} does not contain declared merge key: {key}");

    public static ApiException PatchType(Value directive, MapValue map) =>
        PatchFault.Unclassified($"unknown patch type: {GoValueText.Plain(directive)} in map: {GoValueText.Plain(map)}");

    public static ApiException ExpectedMap(Value actual) => Expected("map[string]interface {}", actual);

    public static ApiException ExpectedList(Value actual) => Expected("[]interface {}", actual);

    private static ApiException Expected(string type, Value actual) =>
        PatchFault.Unclassified($"expected a {type}, but received a {(actual is NullValue ? "%!s(<nil>)" : GoValueText.GoType(actual))}");
}
