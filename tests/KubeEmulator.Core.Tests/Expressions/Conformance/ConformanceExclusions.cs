namespace KubeEmulator.Core.Tests.Expressions.Conformance;

/// <summary>The conformance vectors that cannot exist in Kubernetes, each with the reason.</summary>
internal static class ConformanceExclusions
{
    private const string Messages = "protobuf messages: Kubernetes has JSON documents";
    private const string Unchecked = "runs without type checking, which Kubernetes always does";
    private const string Shadowing = "cel-go 0.26 reads a.b as the qualified name first, even where a macro names a";
    private const string Keys = "cel-go 0.26 does not refuse such keys, nor keys that repeat";
    private const string ConstantKeys = "Kubernetes refuses constant keys of such types before it runs";
    private const string Mapped = "Kubernetes' ip() refuses IPv4-mapped IPv6 addresses";
    private const string Presence = "Kubernetes does not turn on errors for presence tests of scalars";
    private const string Strings = "Kubernetes has version 2 of the strings extension: en_US formatting, no reverse, no range errors";
    private const string Milliseconds = "cel-go counts all milliseconds of a duration";
    private const string NullJoin = "cel-go 0.26 joins null with an optional to null";

    /// <summary>Whole files.</summary>
    private static readonly Dictionary<string, string> Files = new()
    {
        ["proto2"] = Messages,
        ["proto2_ext"] = Messages,
        ["proto3"] = Messages,
        ["enums"] = Messages,
        ["wrappers"] = Messages,
        ["dynamic"] = Messages,
        ["block_ext"] = "cel.block: a device of optimisers, not in Kubernetes' environment",
        ["encoders_ext"] = "base64: not in Kubernetes' environment",
        ["math_ext"] = "math: not in Kubernetes' environment",
        ["unknowns"] = "unknown values: Kubernetes does not evaluate partially",
    };

    /// <summary>Single tests.</summary>
    private static readonly Dictionary<string, string> Tests = new(
    [
        .. Because(ConstantKeys,
            "fields/map_fields/map_bad_key_type_and_false",
            "fields/map_fields/map_bad_key_type_or_true"),
        .. Because(Keys,
            "fields/qualified_identifier_resolution/map_key_float",
            "fields/qualified_identifier_resolution/map_key_null",
            "fields/qualified_identifier_resolution/map_value_repeat_key",
            "fields/qualified_identifier_resolution/map_value_repeat_key_heterogeneous"),
        .. Because(Mapped,
            "network_ext/ipv4/ipv4_equals_ipv6",
            "network_ext/ipv4/ipv4_not_equals_ipv6"),
        .. Because(Messages,
            "type_deduction/flexible_type_parameter_assignment/comprehension_type_var_aliasing",
            "type_deduction/flexible_type_parameter_assignment/overload_type_var_aliasing",
            "type_deduction/legacy_nullable_types/null_assignable_to_duration_parameter_candidate",
            "type_deduction/legacy_nullable_types/null_assignable_to_message_parameter_candidate",
            "type_deduction/legacy_nullable_types/null_assignable_to_timestamp_parameter_candidate"),
        .. Because(Milliseconds,
            "timestamps/duration_converters/get_milliseconds"),
        .. Because(NullJoin,
            "type_deduction/legacy_nullable_types/null_assignable_to_abstract_parameter_candidate"),
        .. Because(Presence,
            "optionals/optionals/map_null_entry_no_such_key",
            "optionals/optionals/map_present_key_invalid_field"),
        .. Because(Shadowing,
            "bindings_ext/bind/shadowing_namespace_resolution_selector",
            "namespace/namespace_shadowing/comprehension_shadowing_namespaced_selector",
            "namespace/namespace_shadowing/comprehension_shadowing_namespaced_selector_parse_only",
            "namespace/namespace_shadowing/comprehension_shadowing_selector",
            "namespace/namespace_shadowing/comprehension_shadowing_selector_parse_only"),
        .. Because(Strings,
            "string_ext/format/NaN support for decimal",
            "string_ext/format/NaN support for scientific notation",
            "string_ext/format/default precision for fixed-point clause with int",
            "string_ext/format/default precision for fixed-point clause with uint",
            "string_ext/format/default precision for scientific notation",
            "string_ext/format/default precision for scientific notation with int",
            "string_ext/format/default precision for scientific notation with uint",
            "string_ext/format/dyntype NaN/infinity support",
            "string_ext/format/dyntype support for lists",
            "string_ext/format/dyntype support for maps",
            "string_ext/format/dyntype support for scientific notation",
            "string_ext/format/list support for string",
            "string_ext/format/map support (all key types)",
            "string_ext/format/map support for string",
            "string_ext/format/negative infinity support for decimal",
            "string_ext/format/negative infinity support for fixed-point",
            "string_ext/format/negative infinity support for scientific notation",
            "string_ext/format/positive infinity support for decimal",
            "string_ext/format/positive infinity support for fixed-point",
            "string_ext/format/positive infinity support for scientific notation",
            "string_ext/format/scientific notation formatting clause",
            "string_ext/format/scientific notation formatting clause in a string variable",
            "string_ext/reverse/empty",
            "string_ext/reverse/multiple",
            "string_ext/reverse/single_character",
            "string_ext/value_errors/indexof_out_of_range",
            "string_ext/value_errors/lastindexof_out_of_range"),
        .. Because(Unchecked,
            "basic/functions/unbound_is_runtime_error",
            "basic/variables/unbound_is_runtime_error",
            "comparisons/eq_literal/eq_list_elem_mixed_types",
            "comparisons/eq_literal/eq_mixed_types",
            "comparisons/eq_literal/not_eq_list_length",
            "comparisons/ne_literal/ne_mixed_types",
            "logic/AND/short_circuit_type_left",
            "logic/AND/short_circuit_type_right",
            "logic/OR/short_circuit_type_left",
            "logic/OR/short_circuit_type_right",
            "logic/conditional/mixed_type",
            "parse/receiver_function_names/as",
            "parse/receiver_function_names/break",
            "parse/receiver_function_names/const",
            "parse/receiver_function_names/continue",
            "parse/receiver_function_names/else",
            "parse/receiver_function_names/for",
            "parse/receiver_function_names/function",
            "parse/receiver_function_names/if",
            "parse/receiver_function_names/import",
            "parse/receiver_function_names/let",
            "parse/receiver_function_names/loop",
            "parse/receiver_function_names/namespace",
            "parse/receiver_function_names/package",
            "parse/receiver_function_names/return",
            "parse/receiver_function_names/var",
            "parse/receiver_function_names/void",
            "parse/receiver_function_names/while"),
    ]);

    /// <summary>Why a test is left out; <c>null</c> where it is to pass.</summary>
    public static string? ReasonFor(string file, string section, TextProto test)
    {
        if (Files.TryGetValue(file, out var reason) || Tests.TryGetValue($"{file}/{section}/{test.Text("name")}", out reason))
        {
            return reason;
        }

        return NamesMessages(test) ? Messages : null;
    }

    private static bool NamesMessages(TextProto test)
    {
        var expression = test.Text("expr");
        return expression.Contains("TestAllTypes", StringComparison.Ordinal) || expression.Contains("NestedTestAllTypes", StringComparison.Ordinal)
            || expression.Contains("google.protobuf.", StringComparison.Ordinal) && expression.Contains('{', StringComparison.Ordinal)
            || test.Text("container") is "google.protobuf" or "cel.expr.conformance.proto2" or "cel.expr.conformance.proto3"
                && (expression.Contains('{', StringComparison.Ordinal) || expression.Contains("GlobalEnum", StringComparison.Ordinal));
    }

    private static IEnumerable<KeyValuePair<string, string>> Because(string reason, params string[] tests) =>
        tests.Select(t => KeyValuePair.Create(t, reason));
}
