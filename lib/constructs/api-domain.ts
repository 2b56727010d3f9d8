import { CfnOutput } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';

export interface ApiDomainProps {
  domain: NonNullable<StageSettings['domain']>;
  api: apigateway.HttpApi;
  stage: apigateway.HttpStage;
}

/** The API under a name of one's own, over TLS 1.2 or later, and the records that lead to it where their zone is known. */
export class ApiDomain extends Construct {
  constructor(scope: Construct, id: string, { domain, api, stage }: ApiDomainProps) {
    super(scope, id);
    const { name, certificateArn, hostedZone } = domain;
    const domainName = new apigateway.DomainName(this, 'Name', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      endpointType: apigateway.EndpointType.REGIONAL,
      securityPolicy: apigateway.SecurityPolicy.TLS_1_2,
      ipAddressType: apigateway.IpAddressType.DUAL_STACK,
    });
    new apigateway.ApiMapping(this, 'Mapping', { api, domainName, stage });
    const { regionalDomainName, regionalHostedZoneId } = domainName;
    new CfnOutput(this, 'Target', {
      value: regionalDomainName,
      description: `What a record for ${name} has to lead to`,
    }).overrideLogicalId('ApiDomainTarget');
    if (hostedZone === undefined) return;
    const zone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: hostedZone.id,
      zoneName: hostedZone.name,
    });
    const target = route53.RecordTarget.fromAlias(
      new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId),
    );
    new route53.ARecord(this, 'Ipv4', { zone, recordName: name, target });
    new route53.AaaaRecord(this, 'Ipv6', { zone, recordName: name, target });
  }
}
