using KubeEmulator.Expressions;
using KubeEmulator.TestShared;
using Xunit.Abstractions;

namespace KubeEmulator.Core.Tests.Expressions.Conformance;

/// <summary>The language's own conformance vectors.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    private static readonly CelEnvironment Environment = CelEnvironment.Create(
        new CelParserOptions([.. CelMacros.Standard, .. CelMacros.Optionals, .. CelMacros.TwoVariables, .. CelMacros.Bindings, .. ListsLibrary.Macros])
        {
            EscapedIdentifiers = true,
        },
        [.. CelKubernetes.StandardFunctions, .. StringsLibrary.All, .. NetworkLibrary.All, .. MapInsertLibrary.All],
        [.. CelKubernetes.StandardTypes, .. CelKubernetesTypes.All]);

    public static TheoryData<string> Files()
    {
        var files = new TheoryData<string>();
        string[] paths = SharedReference.Root is null ? [] : Directory.GetFiles(SharedReference.PathOf("reference", "cel-conformance"), "*.textproto");
        foreach (var path in paths.Order())
        {
            files.Add(Path.GetFileNameWithoutExtension(path));
        }

        return files;
    }

    [SharedTheory]
    [MemberData(nameof(Files))]
    public void Vectors_OfFile_Pass(string file)
    {
        var (passed, excluded) = (0, 0);
        List<string> failures = [];
        var document = TextProto.Parse(File.ReadAllText(SharedReference.PathOf("reference", "cel-conformance", $"{file}.textproto")));
        foreach (var section in document.Messages("section"))
        {
            foreach (var test in section.Messages("test"))
            {
                if (ConformanceExclusions.ReasonFor(file, section.Text("name"), test) is not null)
                {
                    excluded++;
                }
                else if (Run(test) is { } failure)
                {
                    failures.Add($"{file}/{section.Text("name")}/{test.Text("name")}: {test.Text("expr")}: {failure}");
                }
                else
                {
                    passed++;
                }
            }
        }

        output.WriteLine($"{file}: {passed} passed, {excluded} cannot exist in Kubernetes");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static string? Run(TextProto test)
    {
        var compilation = EnvironmentOf(test).Compile(test.Text("expr"));
        var expectsError = test.Has("eval_error") || test.Has("any_eval_errors");
        if (compilation.Program is not { } program)
        {
            return expectsError ? null : compilation.IssueText + compilation.InstantiationError;
        }

        if (test.Message("typed_result") is { } typed && typed.Message("deduced_type") is { } deduced
            && ConformanceValues.Type(deduced) is { } type && !type.IsExactly(program.OutputType))
        {
            return $"type {program.OutputType}, expected {type}";
        }

        if (test.Text("check_only") == "true")
        {
            return null;
        }

        var activation = new CelActivation();
        foreach (var binding in test.Messages("bindings"))
        {
            activation.Set(binding.Text("key"), ConformanceValues.Value(binding.Message("value")!.Message("value")!)!);
        }

        var result = program.Evaluate(activation, ulong.MaxValue);
        if (expectsError || !result.Succeeded)
        {
            return expectsError && !result.Succeeded ? null : $"got {result.Value?.ToString() ?? result.Error}";
        }

        var expected = (test.Message("value") ?? test.Message("typed_result")?.Message("result")) is { } value ? ConformanceValues.Value(value) : CelBool.True;
        return expected is not null && ConformanceValues.Same(expected, result.Value) ? null : $"got {result.Value}, expected {expected}";
    }

    private static CelEnvironment EnvironmentOf(TextProto test)
    {
        var environment = Environment.With(test.Text("container"), validatesLiterals: false);
        foreach (var declaration in test.Messages("type_env"))
        {
            if (declaration.Message("ident") is { } ident)
            {
                environment = environment.WithVariables((declaration.Text("name"), ConformanceValues.Type(ident.Message("type")!) ?? CelType.Dyn));
            }
            else if (declaration.Message("function") is { } function)
            {
                environment = environment.WithFunctions([Declared(declaration.Text("name"), function)]);
            }
        }

        return environment;
    }

    private static CelFunction Declared(string name, TextProto function) => new(name, [.. function.Messages("overloads").Select(o => new CelOverload
    {
        Id = o.Text("overload_id"),
        IsMember = o.Text("is_instance_function") == "true",
        Parameters = [.. o.Messages("params").Select(p => ConformanceValues.Type(p) ?? CelType.Dyn)],
        Result = ConformanceValues.Type(o.Message("result_type")!) ?? CelType.Dyn,
    })]);
}
