FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Api -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN mkdir /keys && chown app /keys
USER app
EXPOSE 5080
ENTRYPOINT [ "dotnet", "CleaningEvents.Api.dll" ]
