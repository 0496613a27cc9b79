namespace KubeEmulator.Expressions;

/// <summary>What compiling an expression of admission gives.</summary>
/// <param name="Program">The program; <c>null</c> where there is an error.</param>
/// <param name="Error">What is wrong, in the words of field errors; empty where nothing.</param>
/// <param name="IsInternal">Whether the server takes the error on itself.</param>
internal sealed record AdmissionCompilation(CelProgram? Program, string Error, bool IsInternal);
