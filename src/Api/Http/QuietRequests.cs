using FluentValidation;

namespace CleaningEvents.Api.Http;

/// <summary>Keeps out of the log that a body could not be read: it is the caller's fault, and the caller is told.</summary>
public static class QuietRequests
{
    public static void Quieten(ILoggingBuilder logging)
    {
        // Wolverine logs it as an error under the type of the request.
        foreach (var validator in AssemblyScanner.FindValidatorsInAssembly(typeof(QuietRequests).Assembly))
            logging.AddFilter(validator.InterfaceType.GetGenericArguments()[0].FullName!.Replace('+', '.'), LogLevel.Critical);
    }
}
